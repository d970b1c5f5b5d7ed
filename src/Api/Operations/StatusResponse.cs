namespace RagCluster.Api.Operations;

/// <summary>The response of <c>/api/v1/status</c>.</summary>
internal sealed record StatusResponse(
    string Version,
    string Engine,
    double UptimeSeconds,
    long WorkingSetBytes,
    int Silos,
    int Activations,
    SiloGrainCount[] Grains,
    long Collections,
    long Documents,
    long Chunks
);
