namespace Orleans.GrainDirectory;

/// <summary>Keeps where grains are active. Registration is a compare-and-set.</summary>
internal interface IGrainDirectory
{
    /// <summary>Registers an activation unless another is registered; gives the one that is.</summary>
    Task<GrainAddress?> Register(GrainAddress address);

    Task<GrainAddress?> Register(GrainAddress address, CancellationToken cancellationToken) =>
        Register(address).WaitAsync(cancellationToken);

    /// <summary>Registers an activation in place of a former one, or of none.</summary>
    async Task<GrainAddress?> Register(GrainAddress address, GrainAddress? previousAddress)
    {
        if (previousAddress is not null)
            await Unregister(previousAddress);
        return await Register(address);
    }

    Task<GrainAddress?> Register(GrainAddress address, GrainAddress? previousAddress, CancellationToken cancellationToken) =>
        Register(address, previousAddress).WaitAsync(cancellationToken);

    Task Unregister(GrainAddress address);

    Task Unregister(GrainAddress address, CancellationToken cancellationToken) => Unregister(address).WaitAsync(cancellationToken);

    Task<GrainAddress?> Lookup(GrainId grainId);

    Task<GrainAddress?> Lookup(GrainId grainId, CancellationToken cancellationToken) => Lookup(grainId).WaitAsync(cancellationToken);

    Task UnregisterSilos(List<SiloAddress> siloAddresses);

    Task UnregisterSilos(List<SiloAddress> siloAddresses, CancellationToken cancellationToken) =>
        UnregisterSilos(siloAddresses).WaitAsync(cancellationToken);
}
