using System.Reflection;
using Orleans.CodeGeneration;
using Orleans.Serialization.Invocation;

namespace Orleans.Runtime;

/// <summary>The common part of all calls.</summary>
internal abstract class RequestBase : IRequest
{
    public InvokeMethodOptions Options { get; protected set; }

    public virtual bool IsCancellable => false;

    public void AddInvokeMethodOptions(InvokeMethodOptions options) => Options |= options;

    public virtual int GetArgumentCount() => 0;

    public virtual object? GetArgument(int index) => throw new ArgumentOutOfRangeException(nameof(index), "The request has zero arguments");

    public virtual void SetArgument(int index, object value) =>
        throw new ArgumentOutOfRangeException(nameof(index), "The request has zero arguments");

    public abstract ValueTask<Response> Invoke();

    public abstract object? GetTarget();

    public abstract void SetTarget(ITargetHolder holder);

    public abstract void Dispose();

    public abstract string GetMethodName();

    public abstract string GetInterfaceName();

    public abstract string GetActivityName();

    public abstract Type GetInterfaceType();

    public abstract MethodInfo GetMethod();

    public virtual TimeSpan? GetDefaultResponseTimeout() => null;

    public virtual CancellationToken GetCancellationToken() => default;

    public virtual bool TryCancel() => false;

    public override string ToString() =>
        $"{GetInterfaceName()}.{GetMethodName()}({string.Join(", ", GetMethod().GetParameters().Select(p => p.ParameterType))})";
}
