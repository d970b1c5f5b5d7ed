using Microsoft.AspNetCore.Http;

namespace RagCluster.Api.Json;

/// <summary>
/// A response of 200 that is written at once and says its length: the framework's own way, by which the serializer can stop anywhere, is
/// dearer, and writing JSON was a quarter of the time of a query that a cache answers.
/// </summary>
/// <typeparam name="T">The type of the body.</typeparam>
/// <param name="body">The body, which fits into memory as it is.</param>
internal sealed class WholeJson<T>(T body) : IResult
{
    private const string ContentType = "application/json; charset=utf-8";

    /// <inheritdoc/>
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        JsonBuffer buffer = JsonBuffer.Rent();
        try
        {
            ReadOnlyMemory<byte> bytes = buffer.Write(body);
            HttpResponse response = httpContext.Response;
            response.ContentType = ContentType;
            response.ContentLength = bytes.Length;
            await response.Body.WriteAsync(bytes, httpContext.RequestAborted);
        }
        finally
        {
            buffer.Return();
        }
    }
}
