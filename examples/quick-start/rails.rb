# Rails: app/controllers/latchkey_controller.rb. In config/routes.rb: get "path/of/your/service-url", to: "latchkey#enter"
# In ApplicationController: before_action { reset_session if session[:ends_at]&.<= Time.now.to_i }
# Your server's environment: LATCHKEY_TOKEN=<the bearer token from the panel>
require "net/http"

class LatchkeyController < ApplicationController
  LATCHKEY_URL = "https://latchkey.example"

  def enter
    uri = URI("#{LATCHKEY_URL}/api/authorization/#{ERB::Util.url_encode(params[:services].to_s)}")
    begin
      answer = Net::HTTP.start(uri.host, uri.port, use_ssl: uri.scheme == "https", open_timeout: 5, read_timeout: 5) do |http|
        http.get(uri.request_uri, "Authorization" => "Bearer #{ENV.fetch('LATCHKEY_TOKEN')}")
      end
      body = JSON.parse(answer.body)
    rescue SystemCallError, SocketError, Timeout::Error, OpenSSL::SSL::SSLError, JSON::ParserError
      return render plain: "Sign-in does not answer at the moment. Try again in a minute.", status: 503
    end
    return refuse(answer, body) unless answer.code == "200"

    email = body["internal_email_address"]
    user = User.find_or_create_by!(email: email)
    reset_session # a fresh session id
    session[:user_id] = user.id
    session[:ends_at] = Time.now.to_i + answer["x-session-max-age"].to_i
    redirect_to "/", status: :see_other # a clean URL: a reload redeems nothing
  end

  private

  def refuse(answer, body)
    # Never log the URL: there is a token in it. The request id finds the event in the panel.
    logger.error("latchkey #{answer.code} #{body['code']} #{body['request_id']}")
    case answer.code.to_i
    when 403 then render plain: body["message"], status: 403 # this user may not enter
    when 404, 410 then render plain: "This link was used or is too old. Open the app from the catalogue again.", status: 410
    when 401 then render plain: "Sign-in is not set up right.", status: 500 # your bearer token
    else # 429, 503
      response.set_header("Retry-After", answer["Retry-After"] || "5")
      render plain: "Too busy at the moment. Try again in a minute.", status: 503
    end
  end
end
