using Microsoft.Extensions.DependencyInjection;
using Orleans.Core.Internal;
using Orleans.Timers;

namespace Orleans.Runtime;

/// <summary>One activation: its instance, its services, its turns and its end.</summary>
internal sealed partial class ActivationData
    : IGrainContext,
        IMessageTarget,
        ICallChainReentrantGrainContext,
        IGrainExtensionBinder,
        IGrainContextAccessor
{
    private readonly Lock _lock = new();
    private readonly GrainActivator _activator;
    private readonly SiloServices _silo;
    private readonly Action<ActivationData> _onEnd;
    private readonly ActivationScheduler _scheduler;
    private readonly GrainLifecycle _lifecycle = new();
    private readonly Dictionary<Type, object> _components = [];
    private AsyncServiceScope _services;
    private GrainReference? _reference;

    public ActivationData(GrainId id, GrainClass grain, GrainActivator activator, SiloServices silo, Action<ActivationData> onEnd)
    {
        GrainId = id;
        Class = grain;
        ActivationId = ActivationId.NewId();
        Address = new GrainAddress
        {
            GrainId = id,
            ActivationId = ActivationId,
            SiloAddress = silo.Address,
        };
        _activator = activator;
        _silo = silo;
        _onEnd = onEnd;
        _scheduler = new ActivationScheduler(this, silo.Quantum);
        _runTurn = state => _ = RunTurnAsync((Message)state!);
        _lastUsed = silo.Time.GetTimestamp();
    }

    public GrainId GrainId { get; }

    public GrainClass Class { get; }

    public ActivationId ActivationId { get; }

    public GrainAddress Address { get; }

    public object? GrainInstance { get; private set; }

    public GrainReference GrainReference =>
        _reference ??=
            Class.Interfaces.Length > 0 ? _silo.References.Create(GrainId, Class.Interfaces[0]) : _silo.References.Create(GrainId);

    public IServiceProvider ActivationServices => _services.ServiceProvider;

    public IGrainLifecycle ObservableLifecycle => _lifecycle;

    public IWorkItemScheduler Scheduler => _scheduler;

    public IEnumerable<ActivationData> Activations => [this];

    IGrainContext IGrainContextAccessor.GrainContext => this;

    public object? GetTarget() => GrainInstance;

    public object? GetComponent(Type componentType)
    {
        if (componentType.IsInstanceOfType(GrainInstance))
            return GrainInstance;
        lock (_components)
        {
            if (_components.TryGetValue(componentType, out object? component))
                return component;
        }

        if (componentType.IsInstanceOfType(this))
            return this;
        if (componentType == typeof(ITimerRegistry))
            return ActivationServices.GetService<ITimerRegistry>();
        if (!typeof(IGrainExtension).IsAssignableFrom(componentType))
            return null;
        if (ActivationServices.GetKeyedService<IGrainExtension>(componentType) is not { } extension)
            return null;
        lock (_components)
            _components[componentType] = extension;
        return extension;
    }

    public void SetComponent<TComponent>(TComponent? value)
        where TComponent : class
    {
        lock (_components)
        {
            if (value is null)
                _components.Remove(typeof(TComponent));
            else
                _components[typeof(TComponent)] = value;
        }
    }

    public TExtensionInterface GetExtension<TExtensionInterface>()
        where TExtensionInterface : class, IGrainExtension =>
        GetComponent(typeof(TExtensionInterface)) as TExtensionInterface
        ?? throw new GrainExtensionNotInstalledException(
            $"No extension of type {typeof(TExtensionInterface)} is installed on this instance and no implementations are "
                + $"registered for automated install."
        );

    public (TExtension, TExtensionInterface) GetOrSetExtension<TExtension, TExtensionInterface>(Func<TExtension> newExtensionFunc)
        where TExtension : class, TExtensionInterface
        where TExtensionInterface : class, IGrainExtension
    {
        object? existing = GetComponent(typeof(TExtensionInterface));
        if (existing is not null and not TExtension)
            throw new InvalidCastException(
                $"Cannot cast existing extension of type {existing.GetType()} to target type {typeof(TExtension)}"
            );
        TExtension extension = (TExtension?)existing ?? newExtensionFunc();
        if (existing is null)
            SetComponent<TExtensionInterface>(extension);
        return (extension, GrainReference.Cast<TExtensionInterface>());
    }

    public void ReceiveMessage(object message) => Receive((Message)message);

    public bool Equals(IGrainContext? other) => ReferenceEquals(this, other);

    public override bool Equals(object? obj) => ReferenceEquals(this, obj);

    public override int GetHashCode() => ActivationId.GetHashCode();

    public override string ToString() => $"[Activation: {Address.SiloAddress}/{GrainId}{ActivationId}]";
}
