namespace RagCluster.Grains.Ingest;

/// <summary>What became of an attempt to index a version.</summary>
internal enum AttemptEnd
{
    /// <summary>It was made.</summary>
    Made,

    /// <summary>The version needs none any more.</summary>
    Obsolete,

    /// <summary>It was not made: earlier ones ended with their process, so it has to wait for its turn among such versions.</summary>
    Suspected,

    /// <summary>It was not made: too many ended with their process.</summary>
    Refused,
}
