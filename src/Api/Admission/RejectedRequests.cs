using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using RagCluster.Api.Json;

namespace RagCluster.Api.Admission;

/// <summary>
/// Gives a problem document to requests that the server can't read, and so shows to no middleware: a malformed request line, a target or
/// headers that are too long, a missing Host. The server answers them with a bare status; it announces each before it does so, and what is
/// written here takes the place of its answer. Such a connection is closed afterwards. Where the server itself ends TLS, the bare status
/// stays, since the connection is encrypted below.
/// </summary>
internal sealed class RejectedRequests : IObserver<KeyValuePair<string, object?>>
{
    /// <summary>The server's event.</summary>
    internal const string BadRequest = "Microsoft.AspNetCore.Server.Kestrel.BadRequest";

    /// <inheritdoc/>
    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (
            value is { Key: BadRequest, Value: IFeatureCollection features }
            && features.Get<IBadRequestExceptionFeature>()?.Error is BadHttpRequestException error
            && features.Get<IHttpResponseFeature>() is { HasStarted: false }
            && features.Get<IConnectionTransportFeature>()?.Transport is RejectionPipe { Output: RejectionWriter output }
        )
        {
            output.End(
                Response(Problem(error.StatusCode, error.Message), features.Get<IHttpRequestIdentifierFeature>()?.TraceIdentifier ?? "")
            );
        }
    }

    /// <inheritdoc/>
    public void OnCompleted() { }

    /// <inheritdoc/>
    public void OnError(Exception error) { }

    /// <summary>The problem of a request that the server could not read.</summary>
    /// <param name="statusCode">The status that the server gave it.</param>
    /// <param name="reason">The server's sentence, which is not for callers.</param>
    internal static ProblemDetails Problem(int statusCode, string reason) =>
        statusCode switch
        {
            408 => Problems.With(408, "request-timeout", "The request came too slowly.", "request"),
            413 => Problems.With(
                413,
                "payload-too-large",
                "The request is larger than RAG__Api__UploadBytesMax allows where documents are sent, RAG__Api__RequestBytesMax elsewhere.",
                "body"
            ),
            414 => Problems.With(414, "uri-too-long", "The request line is too long; 8,192 bytes are read.", "target"),
            415 => Problems.With(
                415,
                "unsupported-media-type",
                "This endpoint does not take that content type; /docs names the one it takes.",
                "Content-Type"
            ),
            431 => Problems.With(
                431,
                "headers-too-large",
                "The headers are too many or too long; 100 headers and 32,768 bytes are read.",
                "headers"
            ),
            505 => Problems.With(
                505,
                "http-version-not-supported",
                "This is no version of HTTP that is spoken here; HTTP/1.1 is.",
                "request"
            ),
            int status => Problems.With(status, "validation-failed", Readable(Field(reason)), Field(reason)),
        };

    // The reason itself is known to the server alone; its sentence names the part of the request.
    private static string Field(string message) =>
        message.Contains("Host", StringComparison.Ordinal) ? "Host"
        : message.Contains("target", StringComparison.OrdinalIgnoreCase)
        || message.Contains("request line", StringComparison.OrdinalIgnoreCase)
            ? "target"
        : message.Contains("header", StringComparison.OrdinalIgnoreCase) || message.Contains("length", StringComparison.OrdinalIgnoreCase)
            ? "headers"
        : message.Contains("chunk", StringComparison.OrdinalIgnoreCase) || message.Contains("content", StringComparison.OrdinalIgnoreCase)
            ? "body"
        : "request";

    private static string Readable(string field) =>
        field switch
        {
            "Host" => "A request has one header Host, which names the server.",
            "target" => "The request line is malformed, or its target holds a character that none may hold.",
            "headers" => "A header is malformed, or two of them contradict each other.",
            "body" => "The body is malformed, or ends before its announced length.",
            _ => "This is no request that can be read.",
        };

    private static byte[] Response(ProblemDetails problem, string traceId)
    {
        problem.Extensions["traceId"] = traceId;
        byte[] body = JsonSerializer.SerializeToUtf8Bytes(problem, ApiJson.Problem);
        int status = problem.Status ?? StatusCodes.Status400BadRequest;
        StringBuilder head = new();
        head.Append(CultureInfo.InvariantCulture, $"HTTP/1.1 {status} {ReasonPhrases.GetReasonPhrase(status)}\r\n");
        head.Append(
            CultureInfo.InvariantCulture,
            $"Content-Type: application/problem+json\r\nContent-Length: {body.Length}\r\nConnection: close\r\nx-request-id: {traceId}\r\n"
        );
        foreach ((string name, string value) in SecurityHeaders.All)
            head.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        return [.. Encoding.ASCII.GetBytes(head.Append("\r\n").ToString()), .. body];
    }
}
