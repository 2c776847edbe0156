"""Understanding free wording: what a visitor means by what he says.

topics = topics_of(content)
model = learn(topics, encode)                # learning.py
meaning = Understander(topics, model, encoder).understand("mein perso ist weg", "de")
"""

from robot.dialogue.understanding.model import Model
from robot.dialogue.understanding.topics import ASPECTS, Topic
from robot.dialogue.understanding.understander import Understander

__all__ = ["ASPECTS", "Model", "Topic", "Understander"]
