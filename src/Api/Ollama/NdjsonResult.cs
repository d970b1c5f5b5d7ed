using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using RagCluster.Api.Json;

namespace RagCluster.Api.Ollama;

/// <summary>Lines of JSON, each sent as it comes.</summary>
/// <param name="Lines">The lines.</param>
internal sealed record NdjsonResult(IAsyncEnumerable<object> Lines) : IResult
{
    /// <summary>The media type.</summary>
    internal const string MediaType = "application/x-ndjson";

    /// <inheritdoc/>
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        HttpResponse response = httpContext.Response;
        httpContext.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        response.ContentType = MediaType;
        await foreach (object line in Lines.WithCancellation(httpContext.RequestAborted))
        {
            await response.Body.WriteAsync(
                (byte[])[.. JsonSerializer.SerializeToUtf8Bytes(line, ApiJson.Native), (byte)'\n'],
                httpContext.RequestAborted
            );
            await response.Body.FlushAsync(httpContext.RequestAborted);
        }
    }
}
