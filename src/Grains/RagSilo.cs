using Microsoft.Extensions.Configuration;
using Orleans.Runtime.MembershipService.SiloMetadata;
using RagCluster.Grains.Topology;

namespace RagCluster.Grains;

/// <summary>Lets a silo say what it is there for.</summary>
public static class RagSilo
{
    /// <summary>Tells the other silos this one's roles, capacity and GPU, from the section <see cref="SiloTraits.Section"/>.</summary>
    /// <param name="silo">The silo.</param>
    /// <param name="configuration">The settings.</param>
    public static ISiloBuilder UseRagTraits(this ISiloBuilder silo, IConfiguration configuration)
    {
        SiloTraits traits = configuration.GetSection(SiloTraits.Section).Get<SiloTraits>() ?? new SiloTraits();
        traits.Gpu |= string.Equals(configuration["Inference:Device"], "cuda", StringComparison.OrdinalIgnoreCase);
        return silo.UseSiloMetadata(traits.ToMetadata());
    }
}
