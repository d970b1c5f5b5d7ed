namespace RagCluster.TestKit.Servers;

/// <summary>How a request goes wrong.</summary>
public enum S3FaultKind
{
    /// <summary>It is answered with an error.</summary>
    Error,

    /// <summary>It is not answered.</summary>
    Silence,

    /// <summary>Half of an object comes, then nothing.</summary>
    SilenceAmid,

    /// <summary>Half of an object comes, then the connection breaks.</summary>
    CutAmid,
}
