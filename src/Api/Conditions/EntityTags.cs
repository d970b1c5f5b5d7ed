using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Headers;
using Microsoft.Net.Http.Headers;
using RagCluster.Api.Json;
using RagCluster.Corpus.Errors;

namespace RagCluster.Api.Conditions;

/// <summary>
/// Entity tags (RFC 9110, section 8.8.3): a hash of what a GET shows. Whoever changes or deletes with <c>If-Match</c> does so only while
/// that is what the caller saw. The comparison comes before the change and is not one step with it: two callers who send the same tag
/// within milliseconds of each other can both get through.
/// </summary>
internal static class EntityTags
{
    private const int HashBytes = 16;

    /// <summary>Answers a GET: 304 when the caller has it already.</summary>
    internal static IResult Show<T>(HttpContext context, T shown)
    {
        EntityTagHeaderValue tag = Of(shown);
        context.Response.GetTypedHeaders().ETag = tag;
        return context.Request.GetTypedHeaders().IfNoneMatch.Any(known => known.Compare(tag, useStrongComparison: false))
            ? Results.StatusCode(StatusCodes.Status304NotModified)
            : Results.Ok(shown);
    }

    /// <summary>Lets a change through when the caller names no tag, or that of what there is.</summary>
    /// <param name="request">The request.</param>
    /// <param name="read">Reads what a GET would show.</param>
    /// <exception cref="RagException">Conflict: something else is there by now. Invalid: the header holds no tags.</exception>
    internal static async Task EnsureMatchAsync<T>(HttpRequest request, Func<Task<T>> read)
    {
        if (!request.Headers.ContainsKey(HeaderNames.IfMatch))
            return;
        RequestHeaders headers = request.GetTypedHeaders();
        if (headers.IfMatch.Count == 0)
            throw RagException.Invalid(HeaderNames.IfMatch, "If-Match holds entity tags in quotation marks, or *.");
        EntityTagHeaderValue tag = Of(await read());
        if (!headers.IfMatch.Any(wanted => wanted.Equals(EntityTagHeaderValue.Any) || wanted.Compare(tag, useStrongComparison: true)))
            throw new RagException(
                ErrorKind.Conflict,
                "precondition-failed",
                $"It has changed since: its entity tag is {tag} by now. Read it again.",
                HeaderNames.IfMatch
            );
    }

    private static EntityTagHeaderValue Of<T>(T shown)
    {
        byte[] hash = SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(shown, ApiJson.Native));
        return new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(hash[..HashBytes])}\"");
    }
}
