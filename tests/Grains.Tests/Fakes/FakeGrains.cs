using System.Reflection;

namespace RagCluster.Grains.Tests.Fakes;

/// <summary>Grains without a silo: each is what a test says, and whoever asks for another one hears so.</summary>
public class FakeGrains : DispatchProxy
{
    private readonly Dictionary<(Type Interface, string Key), Func<MethodInfo, object?[], object?>> _grains = [];

    /// <summary>The factory that reaches them.</summary>
    internal static (IGrainFactory Factory, FakeGrains Grains) Create()
    {
        IGrainFactory factory = Create<IGrainFactory, FakeGrains>();
        return (factory, (FakeGrains)(object)factory);
    }

    /// <summary>Says what a grain answers.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="answer">From the method and its arguments to what it returns.</param>
    internal void Add<T>(string key, Func<MethodInfo, object?[], object?> answer)
        where T : IGrainWithStringKey => _grains[(typeof(T), key)] = answer;

    /// <inheritdoc/>
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        Type grain = targetMethod!.GetGenericArguments().Single();
        string key = (string)args![0]!;
        return _grains.TryGetValue((grain, key), out Func<MethodInfo, object?[], object?>? answer)
            ? typeof(FakeGrain)
                .GetMethod(nameof(FakeGrain.Create), BindingFlags.Static | BindingFlags.NonPublic)!
                .MakeGenericMethod(grain)
                .Invoke(null, [answer])
            : throw new InvalidOperationException($"The test has no {grain.Name} of the key {key}.");
    }
}
