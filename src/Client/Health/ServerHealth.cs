namespace RagCluster.Client.Health;

/// <summary>How a server does.</summary>
public sealed record ServerHealth
{
    /// <summary><c>ok</c>, <c>degraded</c> or <c>unhealthy</c>.</summary>
    public string Status { get; init; } = "";

    /// <summary>The product's version.</summary>
    public string Version { get; init; } = "";

    /// <summary>The engine that its grains run on.</summary>
    public string Engine { get; init; } = "";

    /// <summary>The checks by their names.</summary>
    public IReadOnlyDictionary<string, HealthCheck> Checks { get; init; } = new Dictionary<string, HealthCheck>();

    /// <summary>Whether everything is well.</summary>
    public bool IsOk => Status == "ok";
}
