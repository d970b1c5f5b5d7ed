using System.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace RagCluster.Api.Admission;

/// <summary>
/// Gives every response the header <c>x-request-id</c>: the caller's own, where it sent one that is fit for a log, else the request's
/// trace.
/// </summary>
internal sealed class RequestIds(RequestDelegate next)
{
    private const string Header = "x-request-id";
    private const int LengthMax = 128;

    /// <summary>Adds the header when the response starts, since an error handler clears what was set before.</summary>
    public Task InvokeAsync(HttpContext context)
    {
        string sent = context.Request.Headers[Header].ToString();
        string id = IsFit(sent) ? sent : Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier;
        context.Response.OnStarting(
            static state =>
            {
                (HttpContext answered, string id) = ((HttpContext, string))state;
                answered.Response.Headers[Header] = id;
                return Task.CompletedTask;
            },
            (context, id)
        );
        return next(context);
    }

    private static bool IsFit(string id) =>
        id.Length is > 0 and <= LengthMax && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or ':');
}
