using Orleans.Serialization;
using RagCluster.Corpus.Documents;
using RagCluster.Grains.Interfaces.Planning;
using RagCluster.Grains.State;

namespace RagCluster.Grains.Planning.Learning;

/// <summary>
/// What is known of one class's plans, with the queries that were recorded, and which of it is not stored yet. Not safe for concurrent use:
/// the grain's turn guards it.
/// </summary>
/// <param name="serializer">Makes the stored form.</param>
/// <param name="options">How plans are chosen.</param>
/// <param name="time">The clock.</param>
internal sealed class PlanMemory(Serializer serializer, PlannerOptions options, TimeProvider time)
{
    private readonly RecordBuffer _records = new(options.RecordsMax);
    private long _forgottenLineage = long.MinValue;

    /// <summary>What is known of the plans; another one once the collection is another.</summary>
    internal PlanLedger Ledger { get; private set; } = new();

    /// <summary>Whether there is evidence that is not stored.</summary>
    internal bool HasNewEvidence { get; set; }

    /// <summary>Whether there are records that are not stored.</summary>
    internal bool HasNewRecords { get; set; }

    /// <summary>Takes over what was stored.</summary>
    internal void Restore(SerializedItems evidence, SerializedItems records)
    {
        if (evidence.Items is [byte[] stored])
            Ledger = new PlanLedger(serializer.Deserialize<StoredLedger>(stored)!);
        foreach (byte[] record in records.Items)
            _records.Add(record);
    }

    /// <summary>Chooses a plan, and whether the choice is the planner's or the control's.</summary>
    internal PlanChoice Choose(PlanConstraints constraints)
    {
        ulong seed = unchecked((ulong)Random.Shared.NextInt64(long.MinValue, long.MaxValue));
        PlanChoice choice = Ledger.Choose(constraints, options, seed, time.GetUtcNow());
        return choice with { Arm = Ledger.Arm(Random.Shared.NextDouble(), options.ControlShare) };
    }

    /// <summary>Adds what a silo learned, unless it is of a collection that was deleted.</summary>
    internal void Add(PlanReport report)
    {
        if (report.Version.Lineage <= _forgottenLineage)
            return;
        if (Ledger.IsOfEarlierCollection(report))
            Ledger = new PlanLedger();
        Ledger.Add(report, time.GetUtcNow());
        HasNewEvidence = true;
        foreach (QueryRecord record in report.Records)
            HasNewRecords |= _records.Add(serializer.SerializeToArray(record));
    }

    /// <summary>Adds a recorded query.</summary>
    /// <returns>Whether it is neither too large nor of a collection that was deleted.</returns>
    internal bool Add(QueryRecord record)
    {
        if (record.Version.Lineage <= _forgottenLineage || !_records.Add(serializer.SerializeToArray(record)))
            return false;
        HasNewRecords = true;
        return true;
    }

    /// <summary>The recorded queries, newest first.</summary>
    internal IEnumerable<QueryRecord> Records() => _records.NewestFirst().Select(record => serializer.Deserialize<QueryRecord>(record)!);

    /// <summary>Notes which of the cited documents are another version now.</summary>
    /// <param name="present">The version of each that is there.</param>
    /// <returns>The share that changed.</returns>
    internal double CompareCited(IReadOnlyDictionary<DocumentId, long> present)
    {
        HasNewEvidence = true;
        return Ledger.NoteVersions(present, time.GetUtcNow());
    }

    /// <summary>Checks whether the planner gains anything over the control.</summary>
    /// <returns>Whether it was suspended just now, since it does not.</returns>
    internal bool CheckGain()
    {
        (bool hasChanged, bool isSuspended) = Ledger.ReviewGain(options.FallbackAfter, time.GetUtcNow());
        HasNewEvidence |= hasChanged;
        return isSuspended;
    }

    /// <summary>What is known, for people.</summary>
    internal PlanStatus Status(string queryClass) =>
        Ledger.Status(queryClass, options, time.GetUtcNow()) with
        {
            RecordCount = _records.Count,
        };

    /// <summary>Forgets everything, and leaves out what comes later of the collection.</summary>
    /// <param name="lineage">The collection that was deleted.</param>
    internal void Forget(long lineage)
    {
        _forgottenLineage = lineage;
        Ledger = new PlanLedger();
        _records.Clear();
        HasNewEvidence = HasNewRecords = false;
    }

    /// <summary>The evidence as it is to be stored now.</summary>
    internal byte[][] TakeEvidence()
    {
        HasNewEvidence = false;
        return [serializer.SerializeToArray(Ledger.Keep())];
    }

    /// <summary>The records as they are to be stored now.</summary>
    internal byte[][] TakeRecords()
    {
        HasNewRecords = false;
        return _records.Items;
    }
}
