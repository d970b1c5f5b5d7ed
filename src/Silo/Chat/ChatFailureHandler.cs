namespace RagCluster.Silo.Chat;

/// <summary>Bounds what is read of a chat endpoint's responses that are no answers: redirections and failures.</summary>
/// <param name="inner">Sends the requests.</param>
internal sealed class ChatFailureHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    /// <inheritdoc/>
    /// <exception cref="ChatStreamException">The endpoint sends its callers elsewhere.</exception>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
        if ((int)response.StatusCode is >= 300 and < 400)
        {
            response.Dispose();
            throw ChatStreamException.Answered($"a redirection ({(int)response.StatusCode}), which is not followed");
        }

        if (response.IsSuccessStatusCode)
            return response;
        HttpContent body = response.Content;
        Stream stream = await body.ReadAsStreamAsync(cancellationToken);
        response.Content = new ByteArrayContent(await BeginningAsync(stream, cancellationToken));
        foreach ((string name, IEnumerable<string> values) in body.Headers)
        {
            // The length is another where only the beginning is taken.
            if (!name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase))
                response.Content.Headers.TryAddWithoutValidation(name, values);
        }

        return response;
    }

    private static async Task<byte[]> BeginningAsync(Stream stream, CancellationToken cancellationToken)
    {
        byte[] beginning = new byte[ChatStreamLimits.ErrorBytesMax];
        await using (stream)
        {
            int length = await stream.ReadAtLeastAsync(beginning, beginning.Length, throwOnEndOfStream: false, cancellationToken);
            return beginning[..length];
        }
    }
}
