using RagCluster.Corpus.Errors;
using RagCluster.Grains.Interfaces.Repeats;

namespace RagCluster.Grains.Repeats;

/// <summary>
/// Keeps what was answered to a part of one caller's keys. A write is noted before it is made and again with its answer; where the silo
/// that made it ended in between, nobody knows whether it was made, and after <see cref="MakingMax"/> it may be made again: the documents
/// of an upload that came twice are found to be the same.
/// </summary>
internal sealed class RepeatGrain([PersistentState("repeats")] IPersistentState<StoredRepeats> state, TimeProvider time)
    : Grain,
        IRepeatGrain
{
    private const int RepeatsMax = 256;
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(1);
    private static readonly TimeSpan MakingMax = TimeSpan.FromMinutes(5);

    /// <inheritdoc/>
    public async Task<RepeatedAnswer?> BeginAsync(string key, string fingerprint, CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        StoredRepeat? known = state.State.Repeats.GetValueOrDefault(key);
        if (known is not null && now - known.At < (known.Answer is null ? MakingMax : Lifetime))
        {
            if (known.Fingerprint != fingerprint)
                throw new RagException(
                    ErrorKind.Conflict,
                    "idempotency-key-reused",
                    "This key stands for another request; send another key with this one.",
                    "Idempotency-Key"
                );
            return known.Answer
                ?? throw new RagException(ErrorKind.Conflict, "in-progress", "The request with this key is being worked on; ask again.")
                {
                    RetryAfter = TimeSpan.FromSeconds(1),
                };
        }

        foreach (
            string over in state.State.Repeats.Where(repeat => now - repeat.Value.At >= Lifetime).Select(repeat => repeat.Key).ToArray()
        )
            state.State.Repeats.Remove(over);
        if (state.State.Repeats.Count >= RepeatsMax)
            state.State.Repeats.Remove(state.State.Repeats.MinBy(repeat => repeat.Value.At).Key);
        await PutAsync(key, new StoredRepeat { Fingerprint = fingerprint, At = now });
        return null;
    }

    /// <inheritdoc/>
    public async Task EndAsync(string key, RepeatedAnswer? answer, CancellationToken cancellationToken)
    {
        if (state.State.Repeats.GetValueOrDefault(key) is not { } begun)
            return;
        await PutAsync(
            key,
            answer is null
                ? null
                : new StoredRepeat
                {
                    Fingerprint = begun.Fingerprint,
                    At = begun.At,
                    Answer = answer,
                }
        );
    }

    /// <inheritdoc/>
    public async Task<int> EraseAsync(CancellationToken cancellationToken)
    {
        int count = state.State.Repeats.Count;
        // Also where there are none: of an attempt that failed here before, only the store still has them.
        if (count > 0 || state.RecordExists)
            await state.ClearStateAsync(CancellationToken.None);
        state.State.Repeats.Clear();
        return count;
    }

    // What could not be written must not be taken for true by the next call.
    private async Task PutAsync(string key, StoredRepeat? repeat)
    {
        StoredRepeat? before = state.State.Repeats.GetValueOrDefault(key);
        Set(repeat);
        try
        {
            await state.WriteStateAsync(CancellationToken.None);
        }
        catch
        {
            Set(before);
            throw;
        }

        void Set(StoredRepeat? value)
        {
            if (value is null)
                state.State.Repeats.Remove(key);
            else
                state.State.Repeats[key] = value;
        }
    }
}
