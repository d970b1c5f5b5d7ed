using System.Reflection;

namespace RagCluster.Grains.Tests.Fakes;

/// <summary>One grain of <see cref="FakeGrains"/>.</summary>
public class FakeGrain : DispatchProxy
{
    private Func<MethodInfo, object?[], object?> _answer = null!;

    /// <summary>A grain that answers as a function says.</summary>
    internal static T Create<T>(Func<MethodInfo, object?[], object?> answer)
    {
        T grain = Create<T, FakeGrain>();
        ((FakeGrain)(object)grain!)._answer = answer;
        return grain;
    }

    /// <inheritdoc/>
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => _answer(targetMethod!, args!);
}
