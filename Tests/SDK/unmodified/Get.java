import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** Both clients of Java's own library, with nothing set. */
class Get {
  public static void main(String[] words) throws Exception {
    URI uri = URI.create("https://api.plivo.com/nothing");
    HttpURLConnection old = (HttpURLConnection) uri.toURL().openConnection();
    System.out.println(old.getResponseCode());
    HttpResponse<String> answer =
        HttpClient.newHttpClient().send(
            HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    System.out.println(answer.statusCode());
  }
}
