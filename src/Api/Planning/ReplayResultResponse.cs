using RagCluster.Api.Queries;
using RagCluster.Grains.Interfaces.Planning;
using RagCluster.Grains.Interfaces.Planning.Catalog;

namespace RagCluster.Api.Planning;

/// <summary>A repeated query over HTTP: what was recorded, what is found now, and what is not as it was.</summary>
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
            replay.Answer is { } answer ? AskResultResponse.From(query, answer) : null
        );
    }
}
