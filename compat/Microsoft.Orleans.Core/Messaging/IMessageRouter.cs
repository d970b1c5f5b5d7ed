namespace Orleans.Runtime;

/// <summary>Brings a message to the activation that answers it. With one silo that is always the local catalog; with several, this is where
/// the directory is asked, a silo is chosen and the transport takes over.</summary>
internal interface IMessageRouter
{
    void Send(Message message);

    /// <summary>Tells the callee that nobody waits any more.</summary>
    void Cancel(Message message);
}
