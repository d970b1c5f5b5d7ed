namespace Orleans.Runtime;

/// <summary>Hears which activations are in use. Here nobody calls it: idle activations are found without.</summary>
public interface IActivationWorkingSetObserver
{
    /// <summary>An activation has started.</summary>
    /// <param name="member">The activation.</param>
    void OnAdded(IActivationWorkingSetMember member) { }

    /// <summary>An activation is used again.</summary>
    /// <param name="member">The activation.</param>
    void OnActive(IActivationWorkingSetMember member) { }

    /// <summary>An activation is not used.</summary>
    /// <param name="member">The activation.</param>
    void OnIdle(IActivationWorkingSetMember member) { }

    /// <summary>An activation is no more among those in use.</summary>
    /// <param name="member">The activation.</param>
    void OnEvicted(IActivationWorkingSetMember member) { }

    /// <summary>An activation is about to end.</summary>
    /// <param name="member">The activation.</param>
    void OnDeactivating(IActivationWorkingSetMember member) { }

    /// <summary>An activation has ended.</summary>
    /// <param name="member">The activation.</param>
    void OnDeactivated(IActivationWorkingSetMember member) { }
}
