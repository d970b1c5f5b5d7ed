using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Orleans.Runtime.MembershipService.SiloMetadata;
using RagCluster.Grains.Topology;
using RagCluster.Inference.Onnx;

namespace RagCluster.Grains;

/// <summary>Lets a silo say what it is there for, and remember who else is.</summary>
public static class RagSilo
{
    /// <summary>Tells the other silos this one's roles, capacity and GPU, from the section <see cref="SiloTraits.Section"/>.</summary>
    /// <param name="silo">The silo.</param>
    /// <param name="configuration">The settings.</param>
    public static ISiloBuilder UseRagTraits(this ISiloBuilder silo, IConfiguration configuration)
    {
        SiloTraits traits = configuration.GetSection(SiloTraits.Section).Get<SiloTraits>() ?? new SiloTraits();
        traits.Gpu |= InferenceDevice.HasGpu(configuration["Inference:Device"] ?? InferenceDevice.Auto.Name);
        return silo.UseSiloMetadata(traits.ToMetadata());
    }

    /// <summary>
    /// Ends activations before their time where the process runs out of memory: at four fifths of what it may have (the container's limit,
    /// or the machine's memory), those first that are idle longest. What they keep is in the store or can be made again.
    /// </summary>
    /// <param name="silo">The silo.</param>
    public static ISiloBuilder ShedActivations(this ISiloBuilder silo) =>
        silo.Configure<GrainCollectionOptions>(options => options.EnableActivationSheddingOnMemoryPressure = true);

    /// <summary>
    /// Lets the members' table that was added before outlive the loss of its data, see <see cref="LastingMembershipTable"/>.
    /// </summary>
    /// <param name="silo">The silo.</param>
    public static ISiloBuilder KeepMembers(this ISiloBuilder silo)
    {
        ServiceDescriptor table = silo.Services.Last(service => service.ServiceType == typeof(IMembershipTable));
        silo.Services.Replace(
            ServiceDescriptor.Singleton<IMembershipTable>(services => new LastingMembershipTable(
                (IMembershipTable)(
                    table.ImplementationFactory?.Invoke(services) ?? ActivatorUtilities.CreateInstance(services, table.ImplementationType!)
                ),
                services.GetRequiredService<ILogger<LastingMembershipTable>>()
            ))
        );
        return silo;
    }
}
