namespace RagCluster.Api.Operations;

/// <summary>The version, load and contents of the server.</summary>
/// <param name="Version">The server's version.</param>
/// <param name="Engine">The runtime of the grains and its version.</param>
/// <param name="UptimeSeconds">How long this silo has served, in seconds.</param>
/// <param name="WorkingSetBytes">The memory of this silo's process, in bytes; 0 for a caller who does not run the cluster.</param>
/// <param name="Silos">Silos of the cluster.</param>
/// <param name="Activations">Grain activations on all silos; 0 for a caller who does not run the cluster.</param>
/// <param name="Grains">The activations by grain and silo; empty for a caller who does not run the cluster.</param>
/// <param name="ChatModel">The chat model that writes answers; null where answers are quoted from the documents.</param>
/// <param name="ChatModelRestsUntil">
/// Until when this silo leaves the chat model alone because it failed, so that answers are quoted; null while it is asked.
/// </param>
/// <param name="Collections">Collections of the caller's tenant.</param>
/// <param name="Documents">Documents of these collections.</param>
/// <param name="Chunks">Chunks of these collections' indexed documents.</param>
internal sealed record StatusResponse(
    string Version,
    string Engine,
    double UptimeSeconds,
    long WorkingSetBytes,
    int Silos,
    int Activations,
    SiloGrainCount[] Grains,
    string? ChatModel,
    DateTimeOffset? ChatModelRestsUntil,
    long Collections,
    long Documents,
    long Chunks
);
