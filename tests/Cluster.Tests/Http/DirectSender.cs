using System.Net.Http.Json;

namespace RagCluster.Cluster.Tests.Http;

/// <summary>Sends every request to one server, once.</summary>
internal sealed class DirectSender(HttpClient http, TimeSpan? patience = null) : IRagSender
{
    /// <inheritdoc/>
    public async Task<Reply?> SendAsync(HttpMethod method, string path, object? body)
    {
        using CancellationTokenSource deadline = new(patience ?? Timeout.InfiniteTimeSpan);
        try
        {
            using HttpRequestMessage request = new(method, path) { Content = body is null ? null : JsonContent.Create(body) };
            using HttpResponseMessage response = await http.SendAsync(request, deadline.Token);
            string text = await response.Content.ReadAsStringAsync(deadline.Token);
            return new Reply(response.StatusCode, text) { From = http.BaseAddress, RetryAfter = response.Headers.RetryAfter?.Delta };
        }
        catch (Exception error)
            when (error is HttpRequestException or IOException || (error is OperationCanceledException && deadline.IsCancellationRequested))
        {
            return null;
        }
    }
}
