using RagCluster.Corpus.Errors;

namespace RagCluster.Api.OpenAi;

/// <summary>Which part of a list is wanted, as OpenAI's API says it.</summary>
internal sealed record OpenAiPageQuery
{
    private const int CountDefault = 20;
    private const int CountMax = 100;

    /// <summary>Entries wanted.</summary>
    public int? Limit { get; init; }

    /// <summary>asc or desc, by when they came to be.</summary>
    public string? Order { get; init; }

    /// <summary>Those after this one.</summary>
    public string? After { get; init; }

    /// <summary>Those before this one.</summary>
    public string? Before { get; init; }

    /// <summary>Files in this state.</summary>
    public string? Filter { get; init; }

    /// <summary>Files for this.</summary>
    public string? Purpose { get; init; }

    /// <summary>How many entries are wanted, checked.</summary>
    /// <param name="otherwise">How many when the request does not say.</param>
    /// <param name="max">How many at most.</param>
    /// <exception cref="RagException">Invalid: fewer than one, or too many.</exception>
    internal int Count(int otherwise = CountDefault, int max = CountMax) =>
        Limit is < 1 || Limit > max ? throw RagException.Invalid("limit", $"limit is between 1 and {max}.") : Limit ?? otherwise;
}
