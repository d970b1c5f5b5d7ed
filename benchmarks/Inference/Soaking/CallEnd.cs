namespace RagCluster.InferenceBenchmark.Soaking;

/// <summary>How a call ended.</summary>
internal enum CallEnd
{
    /// <summary>With its own vectors.</summary>
    Answered,

    /// <summary>With vectors that belong to other texts.</summary>
    Crossed,

    /// <summary>Cancelled, as its caller had asked.</summary>
    Cancelled,

    /// <summary>Its deadline passed.</summary>
    Late,

    /// <summary>Turned away by a full queue.</summary>
    TurnedAway,

    /// <summary>With an error that nothing had asked for.</summary>
    Failed,
}
