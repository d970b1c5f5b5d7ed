using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;
using RagCluster.Api.Admission;
using RagCluster.Api.Json;

namespace RagCluster.Api.Binding;

/// <summary>
/// The one place that decides whether a request's input can be read: parameters and JSON bodies of every endpoint, against the types that
/// the endpoint declares. What passes binds without error; whether it makes sense the endpoint says. Forms are read by
/// <see cref="FormBody"/>.
/// </summary>
internal sealed class InputGate(RequestDelegate next, UploadBudget budget)
{
    /// <summary>How the complaint about a body begins that can't be parsed.</summary>
    internal const string NotJson = "The body is not JSON";

    private const string Json = "application/json";

    /// <summary>Lets a request through or answers it with its faults.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint() is not RouteEndpoint endpoint)
        {
            await next(context);
            return;
        }

        using BodyLease lease = new(budget, context.Request);
        context.Features.Set(lease);
        if (await CheckAsync(context, endpoint, lease) is { } problem)
            await Problems.WriteAsync(context, problem, context.RequestAborted);
        else
            await next(context);
    }

    private static async Task<ProblemDetails?> CheckAsync(HttpContext context, RouteEndpoint endpoint, BodyLease lease)
    {
        InputFaults faults = new();
        ParameterCheck.Check(context.Request, endpoint, faults);
        if (!faults.IsEmpty)
            return faults.ToProblem();
        if (HasBody(context) && context.Request.Headers.ContentEncoding is { Count: > 0 } encoding)
            return UnsupportedMedia(HeaderNames.ContentEncoding, $"Bodies are read as they are; '{encoding}' is not undone here.");
        if (HasBody(context))
            await lease.AdmitAsync(context.RequestAborted);
        IAcceptsMetadata? accepts = endpoint.Metadata.GetMetadata<IAcceptsMetadata>();
        if (
            accepts?.RequestType is null
            || !accepts.ContentTypes.Contains(Json)
            || (accepts.ContentTypes.Count > 1 && context.Request.HasFormContentType)
        )
            return null;
        if (!HasBody(context))
            return accepts.IsOptional ? null : Problems.With(400, "validation-failed", "The request has no body: send JSON.", "body");
        if (accepts.ContentTypes.Contains(LinesBody.MediaType) && IsOfLines(context.Request))
        {
            if (CharsetFault(MediaTypeHeaderValue.Parse(context.Request.ContentType)) is { } fault)
                return fault;
            LinesBody lines = new(WithoutMark(await BodyBytes.ReadAsync(context.Request, context.RequestAborted)));
            context.Features.Set(lines);
            context.Request.Body = BodyBytes.AsStream(lines.Bytes);
            return null;
        }

        return MediaFault(context.Request) ?? await CheckJsonAsync(context, accepts, faults, lease);
    }

    private static bool HasBody(HttpContext context) => context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody == true;

    private static bool IsOfLines(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out MediaTypeHeaderValue? media)
        && media.MediaType.Equals(LinesBody.MediaType, StringComparison.OrdinalIgnoreCase);

    // RFC 8259 knows no other encoding for JSON between programs, and its parser here none at all.
    private static ProblemDetails? MediaFault(HttpRequest request)
    {
        if (request.ContentType == Json)
            return null;
        if (!request.HasJsonContentType() || !MediaTypeHeaderValue.TryParse(request.ContentType, out MediaTypeHeaderValue? media))
            return UnsupportedMedia(HeaderNames.ContentType, $"This endpoint takes {Json}; /docs tells the form.");
        return CharsetFault(media);
    }

    private static ProblemDetails? CharsetFault(MediaTypeHeaderValue media) =>
        media.Charset.HasValue && !HeaderUtilities.RemoveQuotes(media.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase)
            ? UnsupportedMedia(HeaderNames.ContentType, "JSON is sent in UTF-8: leave charset out.")
            : null;

    private static async Task<ProblemDetails?> CheckJsonAsync(
        HttpContext context,
        IAcceptsMetadata accepts,
        InputFaults faults,
        BodyLease lease
    )
    {
        ReadOnlyMemory<byte> body = WithoutMark(await BodyBytes.ReadAsync(context.Request, context.RequestAborted));
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = ApiJson.Native.MaxDepth });
        }
        catch (JsonException error)
        {
            return Problems.With(
                400,
                "validation-failed",
                $"{NotJson}, or nested more than {ApiJson.Native.MaxDepth} deep, at line {error.LineNumber + 1}, byte "
                    + $"{error.BytePositionInLine + 1}.",
                "body"
            );
        }

        lease.Own(document);
        if (!accepts.IsOptional || document.RootElement.ValueKind != JsonValueKind.Null)
            new JsonCheck(ApiJson.Native, faults).Check(document.RootElement, accepts.RequestType!);
        if (!faults.IsEmpty)
            return faults.ToProblem();
        context.Features.Set(new JsonBody(document.RootElement, body));
        context.Request.Body = BodyBytes.AsStream(body);
        context.Features.Set<IRequestBodyPipeFeature>(new BodyPipe(body));
        // The framework looks for a charset again, and not for one in quotation marks.
        if (context.Request.ContentType != Json)
            context.Request.ContentType = Json;
        return null;
    }

    private static ReadOnlyMemory<byte> WithoutMark(ReadOnlyMemory<byte> body) => body.Span.StartsWith("\uFEFF"u8) ? body[3..] : body;

    private static ProblemDetails UnsupportedMedia(string header, string detail) =>
        Problems.With(415, "unsupported-media-type", detail, header);
}
