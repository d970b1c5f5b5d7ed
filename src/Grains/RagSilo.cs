using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Orleans.Runtime.MembershipService.SiloMetadata;
using RagCluster.Grains.Operations;
using RagCluster.Grains.Topology;
using RagCluster.Inference.Onnx;

namespace RagCluster.Grains;

/// <summary>Lets a silo say what it is there for, and remember who else is.</summary>
public static class RagSilo
{
    /// <summary>Tells the other silos this one's roles, capacity and GPU, from the section <see cref="SiloTraits.Section"/>.</summary>
    /// <param name="silo">The silo.</param>
    /// <param name="configuration">The settings.</param>
    /// <exception cref="ArgumentException">
    /// The silo is to compute embeddings on a GPU that cannot be used: it would be ready, and fail whatever it is sent.
    /// </exception>
    public static ISiloBuilder UseRagTraits(this ISiloBuilder silo, IConfiguration configuration)
    {
        SiloTraits traits = configuration.GetSection(SiloTraits.Section).Get<SiloTraits>() ?? new SiloTraits();
        string device = configuration["Inference:Device"] ?? InferenceDevice.Auto.Name;
        traits.Gpu |= InferenceDevice.HasGpu(device, isNeeded: traits.Roles.HasFlag(SiloRoles.Embed));
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
    /// <param name="isLoss">Whether a failure to read the table says that its rows are gone.</param>
    public static ISiloBuilder KeepMembers(this ISiloBuilder silo, Func<Exception, bool> isLoss)
    {
        ServiceDescriptor table = silo.Services.Last(service => service.ServiceType == typeof(IMembershipTable));
        silo.Services.Replace(
            ServiceDescriptor.Singleton<IMembershipTable>(services => new LastingMembershipTable(
                (IMembershipTable)Create(table, services),
                isLoss,
                services.GetRequiredService<ILogger<LastingMembershipTable>>()
            ))
        );
        return silo;
    }

    /// <summary>Lets grains start while the machine's clock is set back, see <see cref="ClockStepGuard"/>.</summary>
    /// <param name="silo">The silo.</param>
    public static ISiloBuilder GuardAgainstClockSteps(this ISiloBuilder silo)
    {
        ServiceDescriptor[] planners = [.. silo.Services.Where(service => service.ServiceType == typeof(IActivationWorkingSetObserver))];
        silo.Services.RemoveAll<IActivationWorkingSetObserver>();
        foreach (ServiceDescriptor planner in planners)
        {
            silo.Services.AddSingleton<IActivationWorkingSetObserver>(services => new ClockStepGuard(
                (IActivationWorkingSetObserver)Create(planner, services),
                services.GetRequiredService<ILogger<ClockStepGuard>>()
            ));
        }

        return silo;
    }

    private static object Create(ServiceDescriptor service, IServiceProvider services) =>
        service.ImplementationInstance
        ?? service.ImplementationFactory?.Invoke(services)
        ?? ActivatorUtilities.CreateInstance(services, service.ImplementationType!);
}
