using System.Text.Json;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Errors;
using RagCluster.Grains.Interfaces.Feedback;
using RagCluster.Grains.Telemetry;
using RagCluster.Storage;

namespace RagCluster.Grains.Feedback;

/// <summary>
/// Stores what became of a collection's answers. What was taken is written before it is acknowledged. The collection is looked up in the
/// store and not by its grain, which calls this one when it is deleted: two that wait for each other would wait until they give up.
/// </summary>
internal sealed class FeedbackGrain([PersistentState("feedback")] IPersistentState<StoredFeedback> state, IDocumentStore store)
    : Grain,
        IFeedbackGrain
{
    private CollectionId Id => CollectionId.Parse(this.GetPrimaryKeyString());

    /// <inheritdoc/>
    public async Task RecordAsync(AnswerFeedback feedback, CancellationToken cancellationToken)
    {
        long lineage = await LineageAsync(cancellationToken);
        (string record, long before) = (state.State.Record, state.State.Lineage);
        state.State.Record = JsonSerializer.Serialize(FeedbackTally.Add(Known(lineage), feedback));
        state.State.Lineage = lineage;
        try
        {
            await state.WriteStateAsync(CancellationToken.None);
        }
        catch
        {
            // What was not acknowledged must not be written with the next one.
            (state.State.Record, state.State.Lineage) = (record, before);
            throw;
        }

        if (feedback.Rating is { } rating)
            GrainsMeter.FeedbackGiven(rating == AnswerRating.Good ? "good" : "bad");
        if (feedback.Citation is not null)
            GrainsMeter.FeedbackGiven("opened");
    }

    /// <inheritdoc/>
    public async Task<FeedbackState> GetAsync(CancellationToken cancellationToken) => Known(await LineageAsync(cancellationToken));

    /// <inheritdoc/>
    public Task DeleteAsync(CancellationToken cancellationToken) =>
        state.RecordExists ? state.ClearStateAsync(CancellationToken.None) : Task.CompletedTask;

    private FeedbackState Known(long lineage) =>
        state.State.Record.Length > 0 && state.State.Lineage == lineage
            ? JsonSerializer.Deserialize<FeedbackState>(state.State.Record)!
            : FeedbackTally.Empty;

    // Of a collection that does not exist nothing is kept, so that no caller can fill the store with names.
    private async Task<long> LineageAsync(CancellationToken cancellationToken) =>
        (await store.FindCollectionAsync(Id, cancellationToken) ?? throw RagException.NotFound("collection", Id.Name)).CreatedAt.UtcTicks;
}
