using System.Reflection;
using Orleans.Serialization.Invocation;

namespace Orleans.Runtime;

/// <summary>A call on its way out through the filters.</summary>
internal sealed class OutgoingCallContext<T>(
    GrainCallSender sender,
    GrainReference target,
    GrainRequest request,
    IOutgoingGrainCallFilter[] filters
) : IOutgoingGrainCallContext
{
    private int _stage;

    public IInvokable Request => request;

    public object Grain => target;

    public GrainId? SourceId { get; } = RuntimeContext.Current?.GrainId;

    public GrainId TargetId => target.GrainId;

    public GrainInterfaceType InterfaceType => target.InterfaceType;

    public string InterfaceName => request.GetInterfaceName();

    public string MethodName => request.GetMethodName();

    public MethodInfo InterfaceMethod => request.GetMethod();

    public IGrainContext? SourceContext { get; } = RuntimeContext.Current;

    public Response? Response { get; set; }

    public object? Result
    {
        get => Response?.Result;
        set => Response = Response.FromResult((T)value!);
    }

    public async Task Invoke()
    {
        if (_stage < filters.Length)
        {
            await filters[_stage++].Invoke(this);
            return;
        }

        Response = Response.FromResult(await sender.Send<T>(target, request));
    }
}
