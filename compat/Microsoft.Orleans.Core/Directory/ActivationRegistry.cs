using Microsoft.Extensions.DependencyInjection;
using Orleans.GrainDirectory;

namespace Orleans.Runtime;

/// <summary>Takes each grain to its directory: that which its class names, or the default one, or the cluster's own.</summary>
internal sealed class ActivationRegistry(
    ClusterGrainDirectory own,
    MembershipAgent membership,
    GrainManifest manifest,
    IServiceProvider services
) : IActivationRegistry
{
    private const int MaxAttempts = 10;

    public async Task<GrainAddress> RegisterAsync(GrainAddress mine, CancellationToken cancellationToken)
    {
        if (DirectoryOf(mine.GrainId) is not { } directory)
            return await own.RegisterAsync(mine, cancellationToken);
        GrainAddress? previous = null;
        for (int attempt = 0; attempt < MaxAttempts; attempt++)
        {
            GrainAddress? holder = await directory.Register(mine, previous, cancellationToken);
            if (holder is null || holder.Equals(mine))
                return mine;

            // Left over from a silo that is gone, or from an earlier activation of this one.
            if (IsHeld(holder))
                return holder;
            previous = holder;
        }

        throw new OrleansException($"The directory did not register {mine}.");
    }

    public async Task UnregisterAsync(GrainAddress mine)
    {
        if (DirectoryOf(mine.GrainId) is { } directory)
            await directory.Unregister(mine);
        else
            await own.UnregisterAsync(mine);
    }

    public async Task<GrainAddress?> LookupAsync(GrainId grain, CancellationToken cancellationToken)
    {
        if (DirectoryOf(grain) is not { } directory)
            return await own.LookupAsync(grain, cancellationToken);
        return await directory.Lookup(grain, cancellationToken) is { } holder && IsHeld(holder) ? holder : null;
    }

    // A silo that is not known yet may have joined a moment ago: only what is known to be dead is replaced.
    private bool IsHeld(GrainAddress address) =>
        !address.SiloAddress!.Equals(membership.Local) && membership.View.StatusOf(address.SiloAddress) != SiloStatus.Dead;

    private IGrainDirectory? DirectoryOf(GrainId grain)
    {
        string name = manifest.ClassOf(grain.Type).DirectoryName;
        IGrainDirectory? directory = services.GetKeyedService<IGrainDirectory>(name);
        if (directory is null && name != GrainDirectoryAttribute.DEFAULT_GRAIN_DIRECTORY)
            throw new OrleansConfigurationException($"No grain directory is named '{name}'.");
        return directory;
    }
}
