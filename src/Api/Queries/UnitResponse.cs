using RagCluster.Corpus.Answers;

namespace RagCluster.Api.Queries;

/// <summary>A unit of a passage that may answer.</summary>
/// <param name="ChunkId">The passage.</param>
/// <param name="Start">Where it begins in its document's text.</param>
/// <param name="End">One past its last character.</param>
/// <param name="Kind">What it is, for example <c>sentence</c>, <c>list_item</c>, <c>table_row</c> or <c>code</c>.</param>
/// <param name="LogOdds">The log odds that it holds what is asked, up to a constant.</param>
/// <param name="Shown">Whether the answer shows it.</param>
/// <param name="Features">What contributes most to its log odds; empty where its document has no structure.</param>
internal sealed record UnitResponse(string ChunkId, int Start, int End, string Kind, double LogOdds, bool Shown, SignResponse[] Features)
{
    /// <summary>The HTTP form of a unit.</summary>
    internal static UnitResponse From(ExplainedUnit unit) =>
        new(
            unit.Chunk.ToString(),
            unit.Start,
            unit.End,
            SignResponse.Snake(unit.Kind),
            SignResponse.Rounded(unit.Odds),
            unit.IsShown,
            [.. unit.Features.Select(SignResponse.From)]
        );
}
