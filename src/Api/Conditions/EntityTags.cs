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
/// that is what the caller saw. The comparison comes before the change; the deletion of a document compares its version once more in the
/// same step, while the counts of a collection may change in the milliseconds between.
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
    /// <returns>What was read; null when the caller names no tag.</returns>
    /// <exception cref="RagException">Conflict: something else is there by now. Invalid: the header holds no tags.</exception>
    internal static async Task<T?> EnsureMatchAsync<T>(HttpRequest request, Func<Task<T>> read)
        where T : class
    {
        if (!request.Headers.ContainsKey(HeaderNames.IfMatch))
            return null;
        RequestHeaders headers = request.GetTypedHeaders();
        if (headers.IfMatch.Count == 0)
            throw RagException.Invalid(HeaderNames.IfMatch, "If-Match holds entity tags in quotation marks, or *.");
        T seen = await read();
        EntityTagHeaderValue tag = Of(seen);
        if (!headers.IfMatch.Any(wanted => wanted.Equals(EntityTagHeaderValue.Any) || wanted.Compare(tag, useStrongComparison: true)))
            throw RagException.Changed($"It has changed since: its entity tag is {tag} by now. Read it again.");
        return seen;
    }

    private static EntityTagHeaderValue Of<T>(T shown)
    {
        byte[] hash = SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(shown, ApiJson.Native));
        return new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(hash[..HashBytes])}\"");
    }
}
