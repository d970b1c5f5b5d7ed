using System.Reflection;
using Orleans.Concurrency;
using Orleans.GrainDirectory;
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
        DeclaredPlacement = type.GetCustomAttribute<PlacementAttribute>()?.PlacementStrategy;
        DirectoryName =
            type.GetCustomAttribute<GrainDirectoryAttribute>()?.GrainDirectoryName ?? GrainDirectoryAttribute.DEFAULT_GRAIN_DIRECTORY;
        PlacementFilters =
        [
            .. type.GetCustomAttributes<PlacementFilterAttribute>().Select(a => a.PlacementFilterStrategy).OrderBy(f => f.Order),
        ];
        MayInterleave = Predicate(type);
        CollectionAgeLimitAttribute? limit = type.GetCustomAttribute<CollectionAgeLimitAttribute>();
        NeverIdle = type.IsDefined(typeof(KeepAliveAttribute)) || limit is { AlwaysActive: true };
        CollectionAge = limit?.AgeLimit;
    }

    public Type Type { get; }

    public GrainType GrainType { get; }

    public Type[] Interfaces { get; }

    public bool IsReentrant { get; }

    /// <summary>Null for the cluster's default.</summary>
    public PlacementStrategy? DeclaredPlacement { get; }

    public string DirectoryName { get; }

    public bool IsUsingDirectory => DeclaredPlacement?.IsUsingGrainDirectory ?? true;

    /// <summary>In the order in which they are applied.</summary>
    public PlacementFilterStrategy[] PlacementFilters { get; }

    public Func<object, IInvokable, bool>? MayInterleave { get; }

    public bool NeverIdle { get; }

    public TimeSpan? CollectionAge { get; }

    private static bool IsGrainInterface(Type type) =>
        typeof(IGrain).IsAssignableFrom(type) && type != typeof(IGrain) && type.Assembly != typeof(IGrain).Assembly
        || type == typeof(IManagementGrain);

    private static Func<object, IInvokable, bool>? Predicate(Type type)
    {
        if (type.GetCustomAttribute<MayInterleaveAttribute>() is not { } attribute)
            return null;
        const BindingFlags Any =
            BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.FlattenHierarchy;
        MethodInfo method =
            type.GetMethod(attribute.CallbackMethodName, Any, [typeof(IInvokable)])
            ?? throw new InvalidOperationException(
                $"Class {type.FullName} doesn't declare public static method with name {attribute.CallbackMethodName} specified "
                    + $"in MayInterleave attribute"
            );
        if (method.IsStatic)
        {
            Func<IInvokable, bool> predicate = method.CreateDelegate<Func<IInvokable, bool>>();
            return (_, call) => predicate(call);
        }

        return (grain, call) => (bool)method.Invoke(grain, [call])!;
    }
}
