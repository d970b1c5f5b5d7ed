using System.Diagnostics;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Logging;
using RagCluster.Api.Admission;
using RagCluster.Api.Auditing;
using RagCluster.Api.Binding;
using RagCluster.Api.OpenAi;
using RagCluster.Corpus.Errors;

namespace RagCluster.Api;

/// <summary>The one switch from an error to a status and a problem document (RFC 9457).</summary>
internal sealed partial class Problems(ILogger<Problems> log) : IExceptionHandler
{
    private const int ClientClosedRequest = 499;

    // JSON-RPC 2.0, section 5.1.
    private const int InvalidRpcRequest = -32600;
    private const int UnreadableRpcRequest = -32700;

    // A silo that has ended is known to be dead within about two seconds; then its grains are elsewhere.
    private static readonly TimeSpan SiloGoneMax = TimeSpan.FromSeconds(2);

    /// <inheritdoc/>
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is ConnectionResetException || (IsOfTheEnd(exception) && httpContext.RequestAborted.IsCancellationRequested))
        {
            httpContext.Response.StatusCode = ClientClosedRequest;
            return true;
        }

        ProblemDetails problem = From(exception);
        if (problem.Status >= StatusCodes.Status500InternalServerError)
            LogServerError(exception, httpContext.Request.Method, httpContext.Request.Path);
        if (RetryAfter(exception) is { } delay)
            httpContext.Response.Headers.RetryAfter = ((int)Math.Ceiling(delay.TotalSeconds)).ToString(
                System.Globalization.CultureInfo.InvariantCulture
            );
        try
        {
            await WriteAsync(httpContext, problem, cancellationToken);
        }
        catch (OperationCanceledException) when (httpContext.RequestAborted.IsCancellationRequested)
        {
            // The client has gone since, often in the same moment in which its body ended early.
        }

        return true;
    }

    // What a request throws whose client has gone: nobody reads an answer, and the server has no fault.
    private static bool IsOfTheEnd(Exception exception) =>
        exception is OperationCanceledException or BadHttpRequestException or ConnectionAbortedException;

    /// <summary>The problem document for an exception, without anything internal.</summary>
    internal static ProblemDetails From(Exception exception) =>
        exception switch
        {
            RagException { Code: "storage-full" } e => With(StatusCodes.Status507InsufficientStorage, e.Code, e.Message),
            RagException { Code: RagException.ChangedCode } e => With(412, e.Code, e.Message, e.Field),
            // A body is buffered on disk while it is read.
            IOException full when FullDisk.Is(full) => With(
                507,
                "storage-full",
                "The disk is full: nothing was written. Free some space; the server goes on by itself."
            ),
            RagException e => With(Status(e.Kind), e.Code, e.Message, e.Field),
            BadHttpRequestException e => RejectedRequests.Problem(e.StatusCode, e.Message),
            // The activation that told it was deactivated, as its silo ended.
            EnumerationAbortedException => With(503, "unavailable", "The part of the cluster that answered has ended; try again."),
            OrleansException => With(503, "unavailable", "A part of the cluster can't be reached; try again."),
            TimeoutException => With(503, "unavailable", "The cluster did not answer in time; try again."),
            OperationCanceledException => With(503, "unavailable", "The request ran into its deadline; try again."),
            _ => With(500, "internal-error", "An unexpected error occurred; the log has the details under this trace id."),
        };

    private static TimeSpan? RetryAfter(Exception exception) =>
        exception switch
        {
            RagException e => e.RetryAfter,
            OrleansException => SiloGoneMax,
            _ => null,
        };

    /// <summary>Writes a problem document as the response.</summary>
    internal static async Task WriteAsync(HttpContext context, ProblemDetails problem, CancellationToken cancellationToken)
    {
        context.Response.StatusCode = problem.Status ?? 500;
        if (problem.Status is StatusCodes.Status401Unauthorized or StatusCodes.Status403Forbidden)
            AuditGate.NoteRefusal(context, problem.Status.Value);
        problem.Instance = context.Request.Path;
        AddErrorOfFace(context.Request.Path, problem);
        problem.Extensions["traceId"] = Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier;
        // Ollama's clients read an error from what calls itself JSON and nothing else.
        string mediaType = IsOfOllama(context.Request.Path) ? "application/json" : "application/problem+json";
        await context.Response.WriteAsJsonAsync(problem, Json.ApiJson.Problem, mediaType, cancellationToken);
    }

    private static bool IsOfOllama(PathString path) => path.StartsWithSegments("/api") && !path.StartsWithSegments("/api/v1");

    // Where clients of another interface read what went wrong.
    private static void AddErrorOfFace(PathString path, ProblemDetails problem)
    {
        if (path.StartsWithSegments("/v1"))
            problem.Extensions["error"] = OpenAiError.From(problem);
        else if (IsOfOllama(path))
            problem.Extensions["error"] = problem.Detail;
        else if (path.StartsWithSegments("/mcp"))
        {
            problem.Extensions["jsonrpc"] = "2.0";
            bool isReadable = problem.Detail?.StartsWith(InputGate.NotJson, StringComparison.Ordinal) != true;
            problem.Extensions["error"] = new { code = isReadable ? InvalidRpcRequest : UnreadableRpcRequest, message = problem.Detail };
        }
    }

    /// <summary>A problem document.</summary>
    internal static ProblemDetails With(int status, string code, string detail, string? field = null) =>
        With(status, code, detail, field is null ? null : new Dictionary<string, string[]> { [field] = [detail] });

    /// <summary>A problem document with what is wrong with each field.</summary>
    internal static ProblemDetails With(int status, string code, string detail, Dictionary<string, string[]>? errors)
    {
        ProblemDetails problem = new()
        {
            Type = $"/problems/{code}",
            Title = Title(status),
            Status = status,
            Detail = detail,
        };
        problem.Extensions["code"] = code;
        if (errors is not null)
            problem.Extensions["errors"] = errors;
        return problem;
    }

    private static int Status(ErrorKind kind) =>
        kind switch
        {
            ErrorKind.Invalid => 400,
            ErrorKind.NotFound => 404,
            ErrorKind.Conflict => 409,
            ErrorKind.TooLarge => 413,
            ErrorKind.Overloaded => 429,
            ErrorKind.Unavailable => 503,
            _ => 500,
        };

    private static string Title(int status) =>
        status switch
        {
            400 => "The request is not valid",
            401 => "Credentials are needed",
            403 => "Not allowed",
            404 => "Not found",
            405 => "Method not allowed",
            406 => "Not acceptable",
            409 => "Conflict",
            412 => "It has changed",
            408 => "Too slow",
            413 or 414 or 431 => "Too large",
            415 => "Unsupported media type",
            421 => "Another server is meant",
            429 => "Too many requests",
            503 => "Unavailable",
            507 => "The disk is full",
            _ => "Error",
        };

    [LoggerMessage(Level = LogLevel.Error, Message = "{Method} {Path} failed")]
    private partial void LogServerError(Exception exception, string method, string path);
}
