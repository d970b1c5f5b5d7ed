using System.Reflection;
using Orleans.Serialization.Invocation;

namespace Orleans.Runtime;

/// <summary>A call on its way in through the filters: those of the silo, then the grain itself when it is one.</summary>
internal sealed class IncomingCallContext(Message message, ActivationData target, IIncomingGrainCallFilter[] filters)
    : IIncomingGrainCallContext
{
    private int _stage;

    public IInvokable Request => message.Request!;

    public object Grain => target.GrainInstance!;

    public GrainId? SourceId => message.SendingGrain.IsDefault ? null : message.SendingGrain;

    public GrainId TargetId => target.GrainId;

    public GrainInterfaceType InterfaceType => message.InterfaceType;

    public string InterfaceName => Request.GetInterfaceName();

    public string MethodName => Request.GetMethodName();

    public MethodInfo InterfaceMethod => Request.GetMethod();

    public IGrainContext TargetContext => target;

    public MethodInfo ImplementationMethod => FindImplementation();

    public Response? Response { get; set; }

    public object? Result
    {
        get => Response?.Result;
        set => Response = ResponseOf(InterfaceMethod.ReturnType, value);
    }

    public async Task Invoke()
    {
        if (_stage < filters.Length)
        {
            await filters[_stage++].Invoke(this);
            return;
        }

        if (_stage++ == filters.Length && Grain is IIncomingGrainCallFilter own)
        {
            await own.Invoke(this);
            return;
        }

        Response = await Request.Invoke();
    }

    private static Response ResponseOf(Type returnType, object? value)
    {
        if (!returnType.IsGenericType)
            return Response.Completed;
        Response response = (Response)Activator.CreateInstance(typeof(Response<>).MakeGenericType(returnType.GetGenericArguments()[0]))!;
        response.Result = value;
        return response;
    }

    private MethodInfo FindImplementation()
    {
        object instance = Request.GetTarget() ?? Grain;
        MethodInfo method = InterfaceMethod.IsGenericMethod ? InterfaceMethod.GetGenericMethodDefinition() : InterfaceMethod;
        InterfaceMapping map = instance.GetType().GetInterfaceMap(method.DeclaringType!);
        MethodInfo found = map.TargetMethods[Array.IndexOf(map.InterfaceMethods, method)];
        return InterfaceMethod.IsGenericMethod ? found.MakeGenericMethod(InterfaceMethod.GetGenericArguments()) : found;
    }
}
