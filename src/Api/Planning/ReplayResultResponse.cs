using RagCluster.Api.Queries;
using RagCluster.Grains.Interfaces.Planning;
using RagCluster.Grains.Interfaces.Planning.Catalog;

namespace RagCluster.Api.Planning;

/// <summary>A repeated query: what was recorded, what is found now, and what is not as it was.</summary>
/// <param name="Id">The record's id.</param>
/// <param name="RecordedAt">When the query was answered first.</param>
/// <param name="Query">The query's text.</param>
/// <param name="Plan">The name of the recorded plan.</param>
/// <param name="SamePlan">Whether the same plan ran.</param>
/// <param name="SameChoice">Whether the planner, given the seed, the time and the evidence of then, chooses the plan of then; null when it
/// did not choose.</param>
/// <param name="SameState">Whether nothing that decides what is found has changed since.</param>
/// <param name="Changed">What has changed since: <c>collection</c>, <c>model</c>, <c>documents</c>, <c>program</c>, or
/// <c>state_unknown</c>; empty for nothing.</param>
/// <param name="SamePassages">Whether the same passages were found in the same order with the same scores.</param>
/// <param name="Recorded">The passages that were found then, the best first.</param>
/// <param name="Search">What is found now; null where an answer was asked for.</param>
/// <param name="Answer">The answer of now; null where passages were asked for.</param>
internal sealed record ReplayResultResponse(
    string Id,
    DateTimeOffset RecordedAt,
    string Query,
    string Plan,
    bool SamePlan,
    bool? SameChoice,
    bool SameState,
    string[] Changed,
    bool SamePassages,
    RankedChunkResponse[] Recorded,
    SearchResultResponse? Search,
    AskResultResponse? Answer
)
{
    /// <summary>The HTTP form of a replay.</summary>
    internal static ReplayResultResponse From(ReplayResponse replay)
    {
        QueryRecord record = replay.Record;
        string query = record.Request.Query;
        return new ReplayResultResponse(
            record.Id,
            record.At,
            query,
            record.Explanation.Plan,
            replay.Search.Call.Explanation?.Plan == record.Explanation.Plan,
            replay.ChoosesSamePlan,
            replay.Changed.Length == 0,
            replay.Changed,
            replay.IsSame,
            [.. record.Found.Select(found => new RankedChunkResponse(found.Chunk, found.Score))],
            replay.Answer is null ? SearchResultResponse.From(query, replay.Search) : null,
            replay.Answer is { } answer ? AskResultResponse.From(query, answer, collection: null) : null
        );
    }
}
