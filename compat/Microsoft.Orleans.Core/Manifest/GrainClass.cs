using System.Reflection;
using Orleans.Concurrency;
using Orleans.Placement;
using Orleans.Serialization.Invocation;

namespace Orleans.Runtime;

/// <summary>What is known of one grain class; made once per silo.</summary>
internal sealed class GrainClass
{
    public GrainClass(Type type)
    {
        Type = type;
        GrainType = GrainNames.OfClass(type);
        Interfaces = [.. type.GetInterfaces().Where(IsGrainInterface)];
        IsReentrant = type.IsDefined(typeof(ReentrantAttribute));
        Placement = type.GetCustomAttribute<PlacementAttribute>()?.PlacementStrategy ?? new RandomPlacement();
        MayInterleave = Predicate(type);
        var limit = type.GetCustomAttribute<CollectionAgeLimitAttribute>();
        NeverIdle = type.IsDefined(typeof(KeepAliveAttribute)) || limit is { AlwaysActive: true };
        CollectionAge = limit?.AgeLimit;
    }

    public Type Type { get; }

    public GrainType GrainType { get; }

    public Type[] Interfaces { get; }

    public bool IsReentrant { get; }

    public PlacementStrategy Placement { get; }

    public Func<object, IInvokable, bool>? MayInterleave { get; }

    public bool NeverIdle { get; }

    public TimeSpan? CollectionAge { get; }

    private static bool IsGrainInterface(Type type) =>
        typeof(IGrain).IsAssignableFrom(type) && type != typeof(IGrain) && type.Assembly != typeof(IGrain).Assembly
        || type == typeof(IManagementGrain);

    private static Func<object, IInvokable, bool>? Predicate(Type type)
    {
        if (type.GetCustomAttribute<MayInterleaveAttribute>() is not { } attribute) return null;
        const BindingFlags Any = BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.FlattenHierarchy;
        var method = type.GetMethod(attribute.CallbackMethodName, Any, [typeof(IInvokable)])
            ?? throw new InvalidOperationException(
                $"Class {type.FullName} doesn't declare public static method with name {attribute.CallbackMethodName} specified in MayInterleave attribute");
        if (method.IsStatic)
        {
            var predicate = method.CreateDelegate<Func<IInvokable, bool>>();
            return (_, call) => predicate(call);
        }

        return (grain, call) => (bool)method.Invoke(grain, [call])!;
    }
}
