using RagCluster.Corpus.Errors;

namespace RagCluster.Api.OpenAi;

/// <summary>Which part of a list is wanted, as OpenAI's API says it.</summary>
internal sealed record OpenAiPageQuery
{
    private const int CountDefault = 20;
    private const int CountMax = 100;

    /// <summary>Entries wanted: of files up to 10,000 and all when left out, of others up to 100 and 20.</summary>
    public int? Limit { get; init; }

    /// <summary><c>asc</c> or <c>desc</c>, by when the entries came to be.</summary>
    public string? Order { get; init; }

    /// <summary>An entry's id: the page holds entries after it.</summary>
    public string? After { get; init; }

    /// <summary>An entry's id: the page holds entries before it.</summary>
    public string? Before { get; init; }

    /// <summary>
    /// For the files of a vector store: <c>in_progress</c>, <c>completed</c>, <c>failed</c> or <c>cancelled</c>; all when left out.
    /// </summary>
    public string? Filter { get; init; }

    /// <summary>For files: those with this purpose; all when left out.</summary>
    public string? Purpose { get; init; }

    /// <summary>How many entries are wanted, checked.</summary>
    /// <param name="otherwise">How many when the request does not say.</param>
    /// <param name="max">How many at most.</param>
    /// <exception cref="RagException">Invalid: fewer than one, or too many.</exception>
    internal int Count(int otherwise = CountDefault, int max = CountMax) =>
        Limit is < 1 || Limit > max ? throw RagException.Invalid("limit", $"limit is between 1 and {max}.") : Limit ?? otherwise;
}
