using System.Reflection;
using Orleans.Serialization.Invocation;

namespace Orleans.Runtime;

/// <summary>An enumeration called through a grain reference.</summary>
internal sealed class GrainEnumerableRequest<T>(GrainReference? target, GrainRequest call) : AsyncEnumerableRequest<T>
{
    public GrainRequest Call { get; } = call;

    public override IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default) =>
        new RemoteEnumerator<T>(
            this,
            (
                target ?? throw new InvalidOperationException("A call that came from elsewhere is not enumerated by its receiver.")
            ).AsReference<IAsyncEnumerableGrainExtension>(),
            cancellationToken
        );

    public override ValueTask<Response> Invoke() =>
        throw new NotSupportedException("AsyncEnumerableRequest<T>.Invoke: enumerations are not invoked directly.");

    public override int GetArgumentCount() => Call.GetArgumentCount();

    public override object? GetArgument(int index) => Call.GetArgument(index);

    public override void SetArgument(int index, object value) => Call.SetArgument(index, value);

    public override object? GetTarget() => Call.GetTarget();

    public override void SetTarget(ITargetHolder holder) => Call.SetTarget(holder);

    public override CancellationToken GetCancellationToken() => Call.GetCancellationToken();

    public override string GetMethodName() => Call.GetMethodName();

    public override string GetInterfaceName() => Call.GetInterfaceName();

    public override string GetActivityName() => Call.GetActivityName();

    public override Type GetInterfaceType() => Call.GetInterfaceType();

    public override MethodInfo GetMethod() => Call.GetMethod();

    public override void Dispose() { }

    protected override IAsyncEnumerable<T> InvokeInner() => (IAsyncEnumerable<T>)Call.InvokeRaw();
}
