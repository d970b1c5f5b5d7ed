using System.Reflection;
using Orleans.Serialization.Invocation;

namespace Orleans.Runtime;

/// <summary>A call made through a grain reference.</summary>
internal sealed class GrainRequest : RequestBase
{
    private readonly object?[] _arguments;
    private CancellationTokenSource? _cancellation;
    private object? _target;

    public GrainRequest(GrainMethod method, object?[] arguments)
    {
        Method = method;
        _arguments = arguments;
        Options = method.Options;
    }

    public GrainMethod Method { get; }

    public override bool IsCancellable => Method.CancellationIndex >= 0;

    public override int GetArgumentCount() => _arguments.Length;

    public override object? GetArgument(int index) => _arguments[index];

    public override void SetArgument(int index, object value) => _arguments[index] = value;

    public override object? GetTarget() => _target;

    /// <summary>
    /// Binds the call to an activation; from here on its token is that of the callee, cancelled through <see cref="TryCancel"/>.
    /// </summary>
    public override void SetTarget(ITargetHolder holder)
    {
        _target =
            holder.GetTarget() is { } instance && Method.InterfaceType.IsInstanceOfType(instance)
                ? instance
                : holder.GetComponent(Method.InterfaceType);
        if (_target is null)
            throw new GrainExtensionNotInstalledException($"No implementation of {Method.InterfaceType} is installed on {holder}.");
    }

    /// <summary>Replaces the caller's token by one that the runtime cancels.</summary>
    public void SeparateCancellation()
    {
        if (GetCancellationToken().CanBeCanceled)
            AttachCancellation();
    }

    /// <summary>Gives the call a token that the runtime cancels.</summary>
    public void AttachCancellation()
    {
        if (!IsCancellable)
            return;
        _cancellation = new CancellationTokenSource();
        _arguments[Method.CancellationIndex] = _cancellation.Token;
    }

    public override ValueTask<Response> Invoke() => Method.Invoke(_target!, _arguments);

    public object InvokeRaw() => Method.InvokeRaw(_target!, _arguments);

    public override bool TryCancel()
    {
        if (_cancellation is not { } cancellation)
            return false;
        cancellation.Cancel();
        return true;
    }

    public override CancellationToken GetCancellationToken() =>
        IsCancellable && _arguments[Method.CancellationIndex] is CancellationToken token ? token : default;

    public override TimeSpan? GetDefaultResponseTimeout() => Method.ResponseTimeout;

    public override string GetMethodName() => Method.Method.Name;

    public override string GetInterfaceName() => Method.InterfaceName;

    public override string GetActivityName() => Method.ActivityName;

    public override Type GetInterfaceType() => Method.InterfaceType;

    public override MethodInfo GetMethod() => Method.Method;

    public override void Dispose() => _cancellation?.Dispose();
}
