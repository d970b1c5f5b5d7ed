using Orleans.CodeGeneration;
using Orleans.Serialization.Invocation;

namespace Orleans.Runtime;

/// <summary>A call to a grain.</summary>
internal interface IRequest : IInvokable
{
    InvokeMethodOptions Options { get; }

    void AddInvokeMethodOptions(InvokeMethodOptions options);
}
