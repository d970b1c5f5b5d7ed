using System.Text.Json.Serialization;
using RagCluster.Corpus.Errors;

namespace RagCluster.Api.OpenAi;

/// <summary>A page of a list as OpenAI's API has it.</summary>
/// <typeparam name="T">The kind of entry.</typeparam>
/// <param name="Data">The entries of the page.</param>
/// <param name="FirstId">The id of the page's first entry; null for an empty page.</param>
/// <param name="LastId">The id of the page's last entry; null for an empty page.</param>
/// <param name="HasMore">Whether there are more entries in the direction in which the request pages.</param>
internal sealed record OpenAiPage<T>(
    IReadOnlyList<T> Data,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? FirstId,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? LastId,
    bool HasMore
)
{
    /// <summary>Always <c>list</c>.</summary>
    public string Object => "list";

    /// <summary>The page of a whole list.</summary>
    /// <param name="all">The list, the oldest first.</param>
    /// <param name="idOf">An entry's id.</param>
    /// <param name="limit">Entries wanted.</param>
    /// <param name="query">Which way, and from where: behind an entry that is gone, too, if its id tells when it was made.</param>
    /// <param name="createdAt">When an entry came to be, where its id does not tell it.</param>
    /// <exception cref="RagException">Invalid: an order that there is not, or a cursor that is in no list.</exception>
    internal static OpenAiPage<T> Of(
        IEnumerable<T> all,
        Func<T, string> idOf,
        int limit,
        OpenAiPageQuery query,
        Func<T, DateTimeOffset>? createdAt = null
    )
    {
        T[] ordered = query.Order switch
        {
            null or "desc" => [.. all.Reverse()],
            "asc" => [.. all],
            _ => throw RagException.Invalid("order", "order is asc or desc."),
        };
        int begin = query.After is { } after ? (IndexOf(after) is { } seen ? seen + 1 : Place(after, "after")) : 0;
        int end = query.Before is { } before ? (IndexOf(before) ?? Place(before, "before")) : ordered.Length;
        if (query.After is null && query.Before is not null)
            begin = Math.Max(0, end - limit);
        T[] page = [.. ordered.Take(end).Skip(begin).Take(limit)];
        // More lies in the direction in which the caller pages.
        return From(page, idOf, query.After is null && query.Before is not null ? begin > 0 : begin + page.Length < end);

        int? IndexOf(string id) => Array.FindIndex(ordered, entry => idOf(entry) == id) is >= 0 and int found ? found : null;

        // How many entries stand before one that is gone.
        int Place(string id, string field) =>
            TimedId.TimeOf(id) is not { } gone
                ? throw RagException.Invalid(field, "It is the id of an entry of this list.")
                : ordered.Count(entry =>
                    (TimedId.TimeOf(idOf(entry)) ?? createdAt?.Invoke(entry)) is { } made
                    && (query.Order == "asc" ? made < gone : made > gone)
                );
    }

    /// <summary>A page that was cut elsewhere.</summary>
    internal static OpenAiPage<T> From(T[] page, Func<T, string> idOf, bool hasMore) =>
        new(page, page.Length > 0 ? idOf(page[0]) : null, page.Length > 0 ? idOf(page[^1]) : null, hasMore);
}
