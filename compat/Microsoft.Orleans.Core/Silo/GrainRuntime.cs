using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Core;
using Orleans.Providers;
using Orleans.Timers;

namespace Orleans.Runtime;

/// <summary>What the base class of grains needs of the silo.</summary>
internal sealed class GrainRuntime(
    ILocalSiloDetails silo,
    IGrainFactory factory,
    ITimerRegistry timers,
    IServiceProvider services,
    TimeProvider time
) : IGrainRuntime
{
    public string SiloIdentity { get; } = silo.SiloAddress.ToString();

    public SiloAddress SiloAddress { get; } = silo.SiloAddress;

    public IGrainFactory GrainFactory { get; } = factory;

    public ITimerRegistry TimerRegistry { get; } = timers;

    public IServiceProvider ServiceProvider { get; } = services;

    public TimeProvider TimeProvider { get; } = time;

    public void DeactivateOnIdle(IGrainContext grainContext) =>
        grainContext.Deactivate(new DeactivationReason(DeactivationReasonCode.ApplicationRequested, "DeactivateOnIdle was called."));

    public void DelayDeactivation(IGrainContext grainContext, TimeSpan timeSpan) =>
        ((ActivationData)grainContext).DelayDeactivation(timeSpan);

    public IStorage<TGrainState> GetStorage<TGrainState>(IGrainContext grainContext)
    {
        Type type = grainContext.GrainInstance?.GetType() ?? ((ActivationData)grainContext).Class.Type;
        string? storage = type.GetCustomAttribute<StorageProviderAttribute>()?.ProviderName;
        return grainContext
            .ActivationServices.GetRequiredService<IPersistentStateFactory>()
            .Create<TGrainState>(grainContext, new PersistentStateAttribute(type.FullName!, storage));
    }
}
