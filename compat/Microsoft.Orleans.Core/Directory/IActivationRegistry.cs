namespace Orleans.Runtime;

/// <summary>Decides which activation of a grain is the one.</summary>
internal interface IActivationRegistry
{
    /// <summary>Registers an activation of this silo before it starts; gives the one that holds the grain, which may be another.</summary>
    Task<GrainAddress> RegisterAsync(GrainAddress mine, CancellationToken cancellationToken);

    /// <summary>Takes back an activation that has ended. Fails silently: what is left behind is replaced when it is found wrong.</summary>
    Task UnregisterAsync(GrainAddress mine);

    Task<GrainAddress?> LookupAsync(GrainId grain, CancellationToken cancellationToken);
}
