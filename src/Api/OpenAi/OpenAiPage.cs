using RagCluster.Corpus.Errors;

namespace RagCluster.Api.OpenAi;

/// <summary>A page of a list as OpenAI's API has it.</summary>
/// <typeparam name="T">The kind of entry.</typeparam>
internal sealed record OpenAiPage<T>(IReadOnlyList<T> Data, string? FirstId, string? LastId, bool HasMore)
{
    /// <summary>What it is.</summary>
    public string Object => "list";

    /// <summary>The page of a whole list.</summary>
    /// <param name="all">The list, the oldest first.</param>
    /// <param name="idOf">An entry's id.</param>
    /// <param name="limit">Entries wanted.</param>
    /// <param name="query">Which way, and from where.</param>
    /// <exception cref="RagException">Invalid: an order that there is not, or a cursor that is in no list.</exception>
    internal static OpenAiPage<T> Of(IEnumerable<T> all, Func<T, string> idOf, int limit, OpenAiPageQuery query)
    {
        T[] ordered = query.Order switch
        {
            null or "desc" => [.. all.Reverse()],
            "asc" => [.. all],
            _ => throw RagException.Invalid("order", "order is asc or desc."),
        };
        int begin = query.After is { } after ? IndexOf(after, "after") + 1 : 0;
        int end = query.Before is { } before ? IndexOf(before, "before") : ordered.Length;
        T[] page = [.. ordered.Take(end).Skip(begin).Take(limit)];
        return From(page, idOf, begin + page.Length < end);

        int IndexOf(string id, string field) =>
            Array.FindIndex(ordered, entry => idOf(entry) == id) is >= 0 and int found
                ? found
                : throw RagException.Invalid(field, "It is the id of an entry of this list.");
    }

    /// <summary>A page that was cut elsewhere.</summary>
    internal static OpenAiPage<T> From(T[] page, Func<T, string> idOf, bool hasMore) =>
        new(page, page.Length > 0 ? idOf(page[0]) : null, page.Length > 0 ? idOf(page[^1]) : null, hasMore);
}
