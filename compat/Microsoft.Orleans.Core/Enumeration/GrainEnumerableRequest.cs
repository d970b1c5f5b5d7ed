using System.Reflection;
using Orleans.Serialization.Invocation;

namespace Orleans.Runtime;

/// <summary>An enumeration called through a grain reference.</summary>
internal sealed class GrainEnumerableRequest<T>(GrainReference target, GrainRequest call) : AsyncEnumerableRequest<T>
{
    public override IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default) =>
        new RemoteEnumerator<T>(this, target.AsReference<IAsyncEnumerableGrainExtension>(), cancellationToken);

    public override ValueTask<Response> Invoke() =>
        throw new NotSupportedException("AsyncEnumerableRequest<T>.Invoke: enumerations are not invoked directly.");

    public override int GetArgumentCount() => call.GetArgumentCount();

    public override object? GetArgument(int index) => call.GetArgument(index);

    public override void SetArgument(int index, object value) => call.SetArgument(index, value);

    public override object? GetTarget() => call.GetTarget();

    public override void SetTarget(ITargetHolder holder) => call.SetTarget(holder);

    public override CancellationToken GetCancellationToken() => call.GetCancellationToken();

    public override string GetMethodName() => call.GetMethodName();

    public override string GetInterfaceName() => call.GetInterfaceName();

    public override string GetActivityName() => call.GetActivityName();

    public override Type GetInterfaceType() => call.GetInterfaceType();

    public override MethodInfo GetMethod() => call.GetMethod();

    public override void Dispose()
    {
    }

    protected override IAsyncEnumerable<T> InvokeInner() => (IAsyncEnumerable<T>)call.InvokeRaw();
}
