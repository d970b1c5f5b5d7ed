using RagCluster.Corpus.Errors;

namespace RagCluster.Api;

/// <summary>A page of a list.</summary>
/// <typeparam name="T">The kind of entry.</typeparam>
/// <param name="Data">The entries.</param>
/// <param name="HasMore">Whether more follow.</param>
/// <param name="LastId">Pass as <c>after</c> to get the next page; left out at the end.</param>
internal sealed record ListResponse<T>(IReadOnlyList<T> Data, bool HasMore = false, string? LastId = null)
{
    private const int LimitMax = 1000;

    /// <summary>A page of a list that is known whole.</summary>
    /// <param name="all">The list, from the first entry after the last page.</param>
    /// <param name="idOf">An entry's id.</param>
    /// <param name="limit">Entries wanted; null for all.</param>
    /// <exception cref="RagException">Invalid: no such number of entries is possible.</exception>
    internal static ListResponse<T> Page(IEnumerable<T> all, Func<T, string> idOf, int? limit)
    {
        if (limit is < 1 or > LimitMax)
            throw RagException.Invalid("limit", $"Between 1 and {LimitMax} entries are listed at once.");
        T[] rest = [.. all];
        T[] page = limit < rest.Length ? rest[..limit.Value] : rest;
        bool hasMore = page.Length < rest.Length;
        return new ListResponse<T>(page, hasMore, hasMore ? idOf(page[^1]) : null);
    }
}
