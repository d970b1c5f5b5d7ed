using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using RagCluster.Corpus.Errors;

namespace RagCluster.Api.Conditions;

/// <summary>
/// Refuses a change under <c>If-Match</c> where nothing has entity tags: a tag that can't be that of what there is does not match (RFC
/// 9110, section 13.1.1), and a caller who wants to be careful must not lose by it what others wrote.
/// </summary>
internal static class ConditionGate
{
    /// <summary>Lets a request through, or refuses it.</summary>
    /// <exception cref="RagException">Conflict: the condition can't hold.</exception>
    internal static Task CheckAsync(HttpContext context, RequestDelegate next)
    {
        HttpRequest request = context.Request;
        if (
            request.Headers.ContainsKey(HeaderNames.IfMatch)
            && !HttpMethods.IsGet(request.Method)
            && !HttpMethods.IsOptions(request.Method)
            && context.GetEndpoint() is { } endpoint
            && endpoint.Metadata.GetMetadata<ComparedTags>() is null
            && request.Headers.IfMatch.ToString().Trim() != "*"
        )
            throw RagException.Changed("This has no entity tag that could be compared: leave If-Match out.");
        return next(context);
    }
}
