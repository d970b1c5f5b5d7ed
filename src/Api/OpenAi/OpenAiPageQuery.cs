using RagCluster.Corpus.Errors;

namespace RagCluster.Api.OpenAi;

/// <summary>Which part of a list is wanted, as OpenAI's API says it.</summary>
/// <param name="Limit">Entries wanted.</param>
/// <param name="Order">asc or desc, by when they came to be.</param>
/// <param name="After">Those after this one.</param>
/// <param name="Before">Those before this one.</param>
/// <param name="Filter">Files in this state.</param>
/// <param name="Purpose">Files for this.</param>
internal sealed record OpenAiPageQuery(
    int? Limit = null,
    string? Order = null,
    string? After = null,
    string? Before = null,
    string? Filter = null,
    string? Purpose = null
)
{
    private const int CountDefault = 20;
    private const int CountMax = 100;

    /// <summary>How many entries are wanted, checked.</summary>
    /// <param name="otherwise">How many when the request does not say.</param>
    /// <param name="max">How many at most.</param>
    /// <exception cref="RagException">Invalid: fewer than one, or too many.</exception>
    internal int Count(int otherwise = CountDefault, int max = CountMax) =>
        Limit is < 1 || Limit > max ? throw RagException.Invalid("limit", $"limit is between 1 and {max}.") : Limit ?? otherwise;
}
