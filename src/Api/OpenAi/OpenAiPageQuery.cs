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
);
