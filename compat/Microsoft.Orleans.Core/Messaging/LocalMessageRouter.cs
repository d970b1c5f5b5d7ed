using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace Orleans.Runtime;

/// <summary>Routes within one silo.</summary>
internal sealed class LocalMessageRouter(Catalog catalog, IOptions<SiloMessagingOptions> options) : IMessageRouter
{
    private readonly int _maxForwards = options.Value.MaxForwardCount;

    public void Send(Message message)
    {
        if (message.ForwardCount > _maxForwards)
        {
            message.Reject(
                new OrleansMessageRejectionException(
                    $"Forwarding failed: tried to forward message {message} for {message.ForwardCount} times after its target "
                        + $"was deactivated."
                )
            );
            return;
        }

        try
        {
            catalog.GetOrCreate(message.TargetGrain).Receive(message);
        }
        catch (Exception exception)
        {
            // The caller, not the sender's stack, is told why no activation could be found.
            message.Reject(exception);
        }
    }

    public void Cancel(Message message) => catalog.Find(message.TargetGrain)?.Cancel(message);
}
