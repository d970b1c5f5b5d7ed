namespace RagCluster.Grains.Shards;

/// <summary>Where a replica stands; <see cref="ReplicaLifecycle"/> says how it comes from one to the next.</summary>
internal enum ReplicaCondition
{
    /// <summary>It opens its files and reads the rest of its log. It answers nothing.</summary>
    Loading = 0,

    /// <summary>It has read its log, and makes sure that this is the log of the collection that there is now. It answers nothing.</summary>
    Whole = 1,

    /// <summary>It answers, and follows its log.</summary>
    Serving = 2,

    /// <summary>A file was damaged and is rebuilt from the log. It answers nothing, since what was in the file would be missing.</summary>
    Repairing = 3,

    /// <summary>It could not be loaded or repaired. Whoever asks next begins a load.</summary>
    Failed = 4,

    /// <summary>It goes elsewhere, or its collection or model is gone. Its files go when it is closed.</summary>
    Released = 5,
}
